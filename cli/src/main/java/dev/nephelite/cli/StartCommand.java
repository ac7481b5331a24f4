package dev.nephelite.cli;

import dev.nephelite.emulator.time.RandomIds;
import dev.nephelite.emulator.time.SystemClock;
import dev.nephelite.function.FunctionHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code nephelite start}: storage and, if there is one, a function app, until interrupted. */
@Command(
        name = StartCommand.NAME,
        description = "Start the storage emulators and run a function app, until interrupted.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true)
final class StartCommand implements Callable<Integer> {
    static final String NAME = "start";

    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description =
                    "Folder of a function app: a Maven project, or what the Azure Functions plugin staged. Without"
                            + " it, the current folder if it holds a host.json, else storage alone.")
    private @Nullable Path app;

    @Mixin
    private StorageOptions storage;

    @Mixin
    private AccessOptions access;

    @Mixin
    private TlsOptions tls;

    @Option(
            names = "--function-port",
            paramLabel = "PORT",
            description = "Port of the function host; 0 picks a free one.",
            defaultValue = "7071")
    private int functionPort;

    @Option(
            names = "--no-reload",
            description = "Run the function app as it was at the start, whatever changes on disk.",
            showDefaultValue = Visibility.NEVER)
    private boolean fixed;

    @Mixin
    private DebugOptions debug;

    @Option(names = "--profile", paramLabel = "FILE.jfr", description = "Record the run with Java Flight Recorder.")
    private @Nullable Path profile;

    @ParentCommand
    private Main main;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, ParseException {
        storage.requireConsistent();
        tls.requireConsistent();
        access.requireConsistent(tls);
        PrintWriter err = spec.commandLine().getErr();
        if (debug.wanted() && !DebuggedJvm.isThisOne()) {
            return DebuggedJvm.run(
                    debug, spec.root().commandLine().getParseResult().originalArgs(), err);
        }
        if (DebuggedJvm.isThisOne()) {
            DebuggedJvm.endWithParent();
        }
        if (profile != null) {
            Profile.record(profile);
            err.println("Profile: will be written to " + profile + " at the end; open it with JDK Mission Control");
        }
        main.awaitPreparation();
        SystemClock clock = new SystemClock();
        LocalCloud cloud = new LocalCloud(
                storage, tls.certificate(), access.access(System.getenv(), clock), clock, RandomIds.unseeded());
        try {
            run(cloud, new ConsoleLog(err, clock, Ansi.AUTO.enabled()));
        } catch (IOException | RuntimeException failed) {
            cloud.close();
            throw failed;
        }
        ClassArchive.makeIfWanted();
        if (Rehearsal.isThisOne()) {
            Rehearsal.play(cloud, clock);
            return 0;
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private void run(LocalCloud cloud, ConsoleLog log) throws IOException {
        // A process that was killed leaves the file behind.
        withdrawEndpoints();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(cloud), "stop"));
        StartReport report = new StartReport(spec.commandLine().getOut());
        @Nullable Path folder = app == null ? AppLoader.inCurrentFolder() : app;
        @Nullable FunctionHost host = folder == null ? null : host(cloud, folder, log);
        Endpoints endpoints = new Endpoints(
                cloud.blobEndpoint(),
                cloud.queueEndpoint(),
                host == null ? null : host.url(),
                cloud.connectionString());
        report.storage(endpoints, storage);
        if (host != null) {
            report.functions(host);
        }
        @Nullable Path location = storage.location();
        if (location != null) {
            endpoints.publish(location);
        }
        report.ready();
    }

    private FunctionHost host(LocalCloud cloud, Path folder, ConsoleLog log) {
        @Nullable Path location = storage.location();
        // Without a folder of ours, the one of the project's own build takes what Maven says about it.
        Path cache = location == null ? folder.resolve("target").resolve("nephelite") : location.resolve("cache");
        AppLoader loader = new AppLoader(
                cache, Map.copyOf(System.getenv()), spec.commandLine().getErr());
        return cloud.host(loader.origin(folder, !fixed), functionPort, log);
    }

    /** Ends everything when the process is asked to end. */
    private void stop(LocalCloud cloud) {
        withdrawEndpoints();
        cloud.close();
    }

    private void withdrawEndpoints() {
        @Nullable Path location = storage.location();
        if (location != null) {
            Endpoints.withdraw(location);
        }
    }
}
