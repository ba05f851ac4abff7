# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_campfire_tui_global_optspecs
    string join \n server= profile= linear h/help V/version
end

function __fish_campfire_tui_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_campfire_tui_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_campfire_tui_using_subcommand
    set -l cmd (__fish_campfire_tui_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -l linear -d 'Open the chat as plain lines, for screen readers and simple terminals; ACCESSIBLE does so, too'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -s V -l version -d 'Print version'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "login" -d 'Sign in, and stay signed in on this machine'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "logout" -d 'Sign out: ends the session on the server and leaves nothing on this machine'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "whoami" -d 'Say who is signed in, and where'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "rooms" -d 'List your rooms'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "send" -d 'Say something in a room, or to a person'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "read" -d 'Print the newest messages of a room'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "tail" -d 'Print messages as they come, until interrupted'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "search" -d 'Search your rooms'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "sounds" -d 'List the sounds that /play knows, with what each one says'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "completions" -d 'Print a script that completes commands and flags in your shell'
complete -c campfire-tui -n "__fish_campfire_tui_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l email -d 'Whom to sign in; asked for if it is missing' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l join -d 'Join with an invitation: its link, or `-` to read the link from standard input' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l name -d 'Your name, when joining' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l transfer -d 'Sign in with a link made on another device, or `-` to read it from standard input' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l timeout -d 'Give up after this long' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l password-stdin -d 'Read the password from standard input instead of asking for it'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -l token-stdin -d 'Read a session\'s token or a bot\'s key from standard input'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand login" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand logout" -l timeout -d 'Give up after this long' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand logout" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand logout" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand logout" -l force -d 'Forget the sign-in even if the server can\'t be told, or messages wait to be sent'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand logout" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand whoami" -l timeout -d 'Give up after this long, all tries together' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand whoami" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand whoami" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand whoami" -l json -d 'Print JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand whoami" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l timeout -d 'Give up after this long, all tries together' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l unread -d 'Only those with something unread'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l all -d 'Also those you have hidden'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -l json -d 'Print JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand rooms" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -s r -l room -d 'The room: its name, #name, or its id; `CAMPFIRE_ROOM` if it is missing' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l to -d 'The person: their name or their id' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l idempotency-key -l dedupe-key -d 'Sent again with the same key, the message is posted once: 1 to 64 printable ASCII characters' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l timeout -d 'Give up after this long, all tries together' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l markdown -d 'The text is Markdown'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l html -d 'The text is HTML'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -s q -l quiet -d 'Print nothing unless it fails'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l id-only -d 'Print the message\'s id and nothing else'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -l json -d 'Print JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand send" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -s r -l room -d 'The room: its name, #name, or its id; `CAMPFIRE_ROOM` if it is missing' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l to -d 'The person: their name or their id' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -s n -l number -d 'How many messages' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l before -d 'Those before this message' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l timeout -d 'Give up after this long, all tries together' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -l json -d 'Print JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand read" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -s r -l room -d 'The room: its name, #name, or its id; may be given several times; `CAMPFIRE_ROOM` without' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l to -d 'The person whose direct messages to follow' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -s n -l number -d 'Begin with this many of the newest messages' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l since -d 'Begin with what was said after this message' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l timeout -d 'How long the first connection may take; lost ones are made again for ever' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -l json -d 'Print each message as a line of JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand tail" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -s r -l room -d 'The room: its name, #name, or its id; `CAMPFIRE_ROOM` if it is missing' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l to -d 'The person: their name or their id' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l from -d 'Only what this person said: their name or their id' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -s n -l number -d 'How many messages at most' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l timeout -d 'Give up after this long, all tries together' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l recent -d 'The newest first, rather than the best'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -l json -d 'Print JSON; errors, too, on standard error'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand search" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand sounds" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand sounds" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand sounds" -l json -d 'Print JSON'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand sounds" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand completions" -l server -d 'The server\'s address, like <https://chat.example.com>' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand completions" -l profile -d 'Which of several sign-ins to use' -r
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand completions" -s h -l help -d 'Print help'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "login" -d 'Sign in, and stay signed in on this machine'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "logout" -d 'Sign out: ends the session on the server and leaves nothing on this machine'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "whoami" -d 'Say who is signed in, and where'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "rooms" -d 'List your rooms'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "send" -d 'Say something in a room, or to a person'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "read" -d 'Print the newest messages of a room'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "tail" -d 'Print messages as they come, until interrupted'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "search" -d 'Search your rooms'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "sounds" -d 'List the sounds that /play knows, with what each one says'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "completions" -d 'Print a script that completes commands and flags in your shell'
complete -c campfire-tui -n "__fish_campfire_tui_using_subcommand help; and not __fish_seen_subcommand_from login logout whoami rooms send read tail search sounds completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
