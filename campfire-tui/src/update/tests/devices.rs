//! Ways in and out: links, invitations, the first account, devices, signing out.

use campfire_proto::{ServerFrame, SessionId, SignedIn};

use crate::{
    api::Error,
    app::overlay::Overlay,
    effect::{Effect, Reply, Request, Secret},
    scene::{Scene, some_devices, transfer_link, user},
};

fn signed_out() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
    scene
}

fn on_devices() -> Scene {
    let mut scene = Scene::chat(80, 24);
    scene.types("/devices").presses("enter");
    scene.answered(Request::Sessions, Reply::Sessions(some_devices()));
    scene
}

#[test]
fn a_link_from_another_device_signs_in() {
    let mut scene = signed_out();
    scene.presses("ctrl-n").types("https://chat.example.org/transfer/abc").presses("enter");

    let request = scene.asked(Request::is_sign_in);
    assert_eq!(request, Request::Redeem(Secret("abc".to_owned())));
    let user = user(1, "Ada Lovelace");
    let token = "token".to_owned();
    scene.answered(request, Reply::SignedIn(Box::new(SignedIn { user, token })));

    assert!(scene.app.overlays.is_empty());
    assert!(scene.takes().contains(&Effect::KeepToken(Secret("token".to_owned()))));
}

#[test]
fn no_other_server_is_told_what_a_link_holds() {
    let mut scene = signed_out();

    scene.presses("ctrl-n").types("https://elsewhere.example.org/transfer/abc").presses("enter");

    assert!(scene.screen().contains("That leads to https://elsewhere.example.org"));
    assert!(!scene.takes().iter().any(|it| matches!(it, Effect::Ask(ask) if ask.is_sign_in())));
}

#[test]
fn an_invitation_asks_who_one_is() {
    let mut scene = signed_out();
    scene.presses("ctrl-n ctrl-n").types("abcd-efgh").presses("enter").types("Eve");
    scene.presses("enter").types("eve@example.org").presses("enter").types("a secret");

    scene.presses("enter");

    let wanted = Request::Join {
        name: "Eve".to_owned(),
        email: "eve@example.org".to_owned(),
        password: Secret("a secret".to_owned()),
        code: Secret("abcd-efgh".to_owned()),
    };
    assert_eq!(scene.asked(Request::is_sign_in), wanted);
    scene.presses("ctrl-n");
    assert!(
        matches!(scene.app.overlays.last(), Some(Overlay::Form(form)) if form.title == "Sign in")
    );
}

#[test]
fn a_server_without_anybody_gets_its_first_account() {
    let mut scene = signed_out();
    let request = scene.asked(|request| *request == Request::NeedsSetup);
    scene.answered(request, Reply::NeedsSetup(true));

    scene.types("Ada").presses("tab").types("ada@example.org").presses("tab").types("a secret");
    scene.presses("tab enter");

    let wanted = Request::SetUp {
        name: "Ada".to_owned(),
        email: "ada@example.org".to_owned(),
        password: Secret("a secret".to_owned()),
        account: None,
    };
    assert_eq!(scene.asked(Request::is_sign_in), wanted);
}

#[test]
fn a_server_that_comes_late_still_gets_its_first_account() {
    let mut scene = signed_out();
    scene.types("ada@example.org");
    let asked = |scene: &mut Scene| {
        let effects = scene.takes().into_iter();
        effects.filter(|effect| *effect == Effect::Ask(Request::NeedsSetup)).count()
    };
    assert_eq!(asked(&mut scene), 1);
    for wait in [1, 2, 4, 8] {
        let nobody = Error::Network("nobody is there".to_owned());
        scene.refused(Request::NeedsSetup, nobody);
        assert_eq!(asked(&mut scene), 0, "it is not asked at once");
        scene.waits(wait);
        assert_eq!(asked(&mut scene), 1, "but after a while");
    }

    scene.answered(Request::NeedsSetup, Reply::NeedsSetup(true));

    let screen = scene.screen();
    assert!(screen.contains("make the first account"), "{screen}");
    assert!(screen.contains("ada@example.org"), "what was typed stays: {screen}");
}

#[test]
fn nobody_is_asked_about_a_first_account_once_somebody_is_signed_in() {
    let mut scene = signed_out();
    scene.refused(Request::NeedsSetup, Error::Network("nobody is there".to_owned()));
    let (user, token) = (user(1, "Ada Lovelace"), "token".to_owned());
    let sign_in = Request::Redeem(Secret("abc".to_owned()));
    scene.answered(sign_in, Reply::SignedIn(Box::new(SignedIn { user, token })));
    scene.takes();

    scene.waits(60);

    assert!(!scene.takes().contains(&Effect::Ask(Request::NeedsSetup)));
}

#[test]
fn the_server_is_told_once_which_program_a_session_is_used_with() {
    let mut scene = Scene::blank(80, 24);
    scene.comes_online();
    assert!(scene.takes().contains(&Effect::Ask(Request::Refresh)));

    scene.loses_the_line();
    scene.comes_online();

    assert!(!scene.takes().contains(&Effect::Ask(Request::Refresh)));
}

#[test]
fn a_device_is_signed_out_after_a_yes_and_the_list_is_fresh_again() {
    let mut scene = on_devices();
    assert!(scene.screen().contains("this one") && scene.screen().contains("Safari on iPhone"));
    scene.presses("down down enter");
    assert!(scene.screen().contains("Sign that device out?"));

    scene.presses("y");

    let request = scene.asked(|request| matches!(request, Request::EndSession(_)));
    assert_eq!(request, Request::EndSession(SessionId(2)));
    scene.effects.clear();
    scene.answered(request, Reply::Done);
    scene.asked(|request| *request == Request::Sessions);
}

#[test]
fn a_link_for_another_device_can_be_copied() {
    let mut scene = on_devices();
    scene.presses("t");
    let request = scene.asked(|request| *request == Request::TransferLink);
    scene.answered(request, Reply::TransferLink(transfer_link()));
    assert!(scene.screen().contains("chat.example.org/transfer/"));

    scene.presses("enter");

    assert!(scene.takes().contains(&Effect::Copy(transfer_link().url)));
}

#[test]
fn signing_out_names_what_is_lost_and_leaves_nothing() {
    for frame_first in [false, true] {
        let mut scene = Scene::chat(80, 24);
        scene.loses_the_line().types("never sent").presses("enter").disk_answers();
        scene.types("half a thought").presses("alt-down");
        scene.types("/logout").presses("enter");
        assert!(scene.screen().contains("hasn't been sent is lost"));

        scene.presses("y");
        let request = scene.asked(|request| *request == Request::SignOut);
        if frame_first {
            scene.hears(ServerFrame::SessionEnded { reason: "signed out".to_owned() });
        }
        scene.answered(request, Reply::Done);

        assert!(scene.takes().contains(&Effect::Forget));
        assert!(scene.app.unsent().outbox.is_empty() && scene.app.unsent().drafts.is_empty());
        assert!(scene.app.overlays.is_empty(), "nobody is asked to sign in again");
    }
}

#[test]
fn signing_out_takes_with_it_what_is_being_written() {
    let mut scene = Scene::chat(80, 24);
    scene.types("half a thought").presses("ctrl-p").types("Sign out").presses("enter y");
    let request = scene.asked(|request| *request == Request::SignOut);

    scene.answered(request, Reply::Done);

    assert_eq!((scene.written(), scene.app.unsent().drafts.len()), ("", 0));
}
