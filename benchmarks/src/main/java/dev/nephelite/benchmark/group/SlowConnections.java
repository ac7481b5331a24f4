package dev.nephelite.benchmark.group;

import dev.nephelite.benchmark.report.ReportRow;
import dev.nephelite.benchmark.server.Server;
import dev.nephelite.benchmark.server.SlowClients;
import dev.nephelite.benchmark.server.Storage;
import dev.nephelite.benchmark.server.TimedRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Whether thousands of slow clients slow down the requests of others: the same requests without them and with them. */
final class SlowConnections implements Group.Workload {
    private static final String CONTAINER = "slow";
    private static final String LARGE = "large";
    private static final long LARGE_MIB = 8;
    private static final int LISTED = 250;
    private static final long TIMED = 1_000;
    private static final int REQUESTS_PER_LIST = 10;
    private static final byte[] CONTENT = new byte[1_000];

    @Override
    public boolean isForNepheliteOnly() {
        return true;
    }

    @Override
    public void run(ServerRun serverRun) throws IOException, InterruptedException {
        SlowClients.Counts counts = serverRun.settings().slow();
        counts.requireOpenFiles();
        try (Server server = serverRun.startWarm()) {
            Storage storage = server.storage();
            storage.createContainer(CONTAINER);
            storage.large("upload", CONTAINER, LARGE)
                    .size(LARGE_MIB << 20)
                    .atMost(1)
                    .run();
            try (TimedRequests requests = storage.timedBlobs()) {
                for (int i = 0; i < LISTED; i++) {
                    requests.putBlob(CONTAINER, "small-" + i, CONTENT);
                }
                measure(serverRun, requests, ReportRow.QUIET_PUT, ReportRow.QUIET_GET, ReportRow.QUIET_LIST);
                try (SlowClients clients = storage.slowClients(counts, CONTAINER, LARGE)) {
                    measure(serverRun, requests, ReportRow.SLOW_PUT, ReportRow.SLOW_GET, ReportRow.SLOW_LIST);
                    serverRun.record(ReportRow.SLOW_MEMORY, server.residentMib());
                    serverRun.recordCount(ReportRow.SLOW_LOST, sum(clients.lost()));
                    clients.lost()
                            .forEach((kind, count) -> serverRun.note(count + " slow clients were lost: " + kind + "."));
                }
            }
            serverRun.note(String.format(
                    Locale.ROOT,
                    "%,d slow readers, %,d slow writers, %,d followers and %,d idle connections; the limit of open files was"
                            + " %,d, and the load averages after the measurement were %s.",
                    counts.readers(),
                    counts.writers(),
                    counts.followers(),
                    counts.idle(),
                    SlowClients.Counts.openFiles(),
                    Files.readString(Path.of("/proc/loadavg")).strip()));
        }
    }

    /** One request after the other, with a pause in between. */
    private static void measure(
            ServerRun serverRun, TimedRequests requests, ReportRow put, ReportRow get, ReportRow list)
            throws IOException, InterruptedException {
        for (int repetition = 0; repetition < serverRun.settings().repetitions(); repetition++) {
            Latencies puts = new Latencies();
            Latencies gets = new Latencies();
            Latencies lists = new Latencies();
            int timed = (int) serverRun.settings().count(TIMED);
            for (int i = 0; i < timed; i++) {
                String blob = "small-" + i % LISTED;
                puts.time(serverRun, () -> requests.putBlob(CONTAINER, blob, CONTENT));
                gets.time(serverRun, () -> requests.getBlob(CONTAINER, blob));
                if (i % REQUESTS_PER_LIST == 0) {
                    lists.time(serverRun, () -> requests.list(CONTAINER, "small-", LISTED));
                }
            }
            serverRun.record(put, puts.p99Millis());
            serverRun.record(get, gets.p99Millis());
            serverRun.record(list, lists.p99Millis());
        }
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
