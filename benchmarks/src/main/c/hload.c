/* From the command line to the JSON object. */
#include "hload.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct mode *const modes[] = {
    &blobs_mode, &list_mode, &upload_mode, &download_mode,  &stage_mode,
    &commit_mode, &put_mode, &drain_mode,  &roundtrip_mode, &read_mode, &echo_mode,
};

static const struct mode *mode_called(const char *name) {
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        if (!strcmp(modes[i]->name, name)) {
            return modes[i];
        }
    }
    die("unknown mode %s", name);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        die("usage: hload MODE --port PORT ...; the modes are in hload.c, the options in options.c");
    }
    signal(SIGPIPE, SIG_IGN);
    read_options(argc, argv);
    if (!strcmp(argv[1], "wait")) {
        return wait_until_ready();
    }
    const struct mode *mode = mode_called(argv[1]);
    if (mode->one_client) {
        options.clients = 1;
    }
    make_pattern();
    run(mode);
    if (options.ack_log || options.miss_log) {
        write_log(options.ack_log ? options.ack_log : options.miss_log);
    }
    print_stats(mode->name);
    return 0;
}
