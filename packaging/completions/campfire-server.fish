# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_campfire_server_global_optspecs
    string join \n database-path= host= port= public-url= secret-key-base= vapid-public-key= vapid-private-key= vapid-subject= push-allow-private= files-enabled= avatars-enabled= opengraph-enabled= ssl-domain= ssl-authority= ssl-contact= ssl-certificate= ssl-private-key= disable-ssl= http-port= backup-folder= backup-every-hours= backup-keep= trusted-proxies= metrics-token= sign-in-attempts= requests-per-address= writes-per-person= connections-per-address= log-format= rust-log= h/help V/version
end

function __fish_campfire_server_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_campfire_server_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_campfire_server_using_subcommand
    set -l cmd (__fish_campfire_server_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c campfire-server -n "__fish_campfire_server_needs_command" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_needs_command" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -s V -l version -d 'Print version'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "serve" -d 'Run the server (what happens without a command)'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "backup" -d 'Copy the database to a new file, also while the server runs'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "restore" -d 'Put a copy in the database\'s place, while the server doesn\'t run; the old one is kept aside'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "check" -d 'See whether the database is sound'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "health" -d 'Ask the server that runs with these settings whether it is well'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "admin" -d 'Look after administrators, when nobody can sign in to do it; list aside, while the server doesn\'t run'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "vapid" -d 'Print a new key pair to sign pushes with'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "openapi" -d 'Print the API as an OpenAPI document'
complete -c campfire-server -n "__fish_campfire_server_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand backup" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -l force -d 'Replace the database that is there'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand health" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -f -a "create" -d 'Make an administrator; the password comes from standard input, or is made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -f -a "reset-password" -d 'Give somebody a new password, from standard input, or made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -f -a "list" -d 'Say who there is'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -f -a "promote" -d 'Make somebody an administrator'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and not __fish_seen_subcommand_from create reset-password list promote help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l name -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l email -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from reset-password" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from promote" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from help" -f -a "create" -d 'Make an administrator; the password comes from standard input, or is made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from help" -f -a "reset-password" -d 'Give somebody a new password, from standard input, or made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from help" -f -a "list" -d 'Say who there is'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from help" -f -a "promote" -d 'Make somebody an administrator'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand admin; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand vapid" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l database-path -d 'The file that holds everything; its folder is made' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l host -d 'The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1, and :: with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l port -d 'The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l public-url -d 'What links begin with, as people reach this server: `https://chat.example.com`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l secret-key-base -d 'Signs transfer links and makes bots\' keys, 32 characters or more; without it, one is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l vapid-public-key -d 'Signs pushes, beside the private key; without them, a pair is made and kept in the database' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l vapid-private-key -d 'Signs pushes, beside the public key' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l vapid-subject -d 'Whom push services write to about trouble: a mailto: or https: address' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l push-allow-private -d 'Push to private addresses too, and without TLS: for tests and closed networks' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l files-enabled -d 'Tell clients that files can be sent; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l avatars-enabled -d 'Tell clients that people have pictures; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l opengraph-enabled -d 'Tell clients that links have previews; they come in 2.0, leave it off until then' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l ssl-domain -d 'Names to get certificates for and to renew them, by commas; the first is what people are sent to. The server then listens on all addresses, on 443 and 80. By setting it you agree to the authority\'s terms' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l ssl-authority -d 'Whom to ask for them: the address of an ACME directory' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l ssl-contact -d 'An email that the authority may write to' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l ssl-certificate -d 'A certificate of your own instead: the file with its chain, in PEM format. Read anew when it changes, and on SIGHUP' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l ssl-private-key -d 'The file with the certificate\'s key, in PEM format' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l disable-ssl -d 'Serve plain HTTP whatever the other settings say: cookies aren\'t tied to TLS' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l http-port -d 'Beside TLS, the port that sends browsers to it and answers the authority; 0 is any that is free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l backup-folder -d 'The folder for copies that the server makes by itself; without it, it makes none' -r -F
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l backup-every-hours -d 'Hours from one copy to the next' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l backup-keep -d 'How many copies are kept; the oldest goes when there is one more' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l trusted-proxies -d 'Proxies whose X-Forwarded-For is believed: addresses and networks, by commas' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l metrics-token -d 'Opens /metrics and /health/detailed to whoever sends it as a bearer token' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l sign-in-attempts -d 'Attempts to sign in, per address in three minutes' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l requests-per-address -d 'Requests per address and minute; this machine\'s own are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l writes-per-person -d 'Changes per person and minute; those made from this machine are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l connections-per-address -d 'Connections that an address may have open; this machine and trusted proxies are free' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l log-format -d 'How the log is written' -r -f -a "text\t'For eyes'
json\t'For machines: one object a line'"
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -l rust-log -d 'What the log holds: error, warn, info, debug or trace; also for a part of the program, as in `info,campfire_server::http=debug`' -r
complete -c campfire-server -n "__fish_campfire_server_using_subcommand openapi" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "serve" -d 'Run the server (what happens without a command)'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "backup" -d 'Copy the database to a new file, also while the server runs'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "restore" -d 'Put a copy in the database\'s place, while the server doesn\'t run; the old one is kept aside'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "check" -d 'See whether the database is sound'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "health" -d 'Ask the server that runs with these settings whether it is well'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "admin" -d 'Look after administrators, when nobody can sign in to do it; list aside, while the server doesn\'t run'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "vapid" -d 'Print a new key pair to sign pushes with'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "openapi" -d 'Print the API as an OpenAPI document'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and not __fish_seen_subcommand_from serve backup restore check health admin vapid openapi help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and __fish_seen_subcommand_from admin" -f -a "create" -d 'Make an administrator; the password comes from standard input, or is made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and __fish_seen_subcommand_from admin" -f -a "reset-password" -d 'Give somebody a new password, from standard input, or made and printed'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and __fish_seen_subcommand_from admin" -f -a "list" -d 'Say who there is'
complete -c campfire-server -n "__fish_campfire_server_using_subcommand help; and __fish_seen_subcommand_from admin" -f -a "promote" -d 'Make somebody an administrator'
