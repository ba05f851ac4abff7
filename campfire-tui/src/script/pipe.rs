//! Noticing that whoever reads from us has gone, before the next line would tell.

use std::{
    future, io,
    os::{fd::AsFd, unix::fs::FileTypeExt},
};

use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
};
use tokio::sync::oneshot;

/// Comes back when the other end of standard output is closed; never, if it has no other end.
pub(super) async fn reader_gone() {
    let (tell, gone) = oneshot::channel();
    if is_pipe() {
        // Waits in a thread of its own, which goes with the program.
        std::thread::spawn(move || {
            let out = io::stdout();
            let mut ends = [PollFd::new(&out, PollFlags::empty())];
            while let Ok(_) | Err(Errno::INTR) = poll(&mut ends, None) {
                if ends[0].revents().intersects(PollFlags::ERR | PollFlags::HUP) {
                    // Whether anybody still waits for this is their affair.
                    let _: Result<(), ()> = tell.send(());
                    return;
                }
            }
        });
    } else {
        drop(tell);
    }
    if gone.await.is_err() {
        future::pending::<()>().await;
    }
}

fn is_pipe() -> bool {
    let Ok(copy) = io::stdout().as_fd().try_clone_to_owned() else { return false };
    let kind = std::fs::File::from(copy).metadata().map(|it| it.file_type());
    kind.is_ok_and(|kind| kind.is_fifo() || kind.is_socket())
}
