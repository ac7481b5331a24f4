package dev.nephelite.cli.command.start;

import dev.nephelite.cli.options.OptionRemedies;
import dev.nephelite.cli.process.CdsArchive.TrainingRun;
import dev.nephelite.cli.process.ExitCodes;
import dev.nephelite.cli.process.InterruptHandler;
import dev.nephelite.cli.process.StopWatchdog;
import dev.nephelite.cli.remote.EndpointsFile;
import dev.nephelite.cloud.CloudListener;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.cloud.PortUnavailableException;
import dev.nephelite.cloud.UnknownFunctionException;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Clock.Scheduled;
import dev.nephelite.emulator.tls.ServerCertificate;
import dev.nephelite.function.FunctionHost;
import dev.nephelite.function.debugger.DebuggerHold;
import dev.nephelite.function.invocation.EndedInvocation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * A local cloud that lives as long as this process. Other programs find it by its endpoints files, and when the process is
 * asked to end, everything is stopped in order.
 */
final class CloudProcess {
    private final CommandSpec command;
    private final List<Path> endpointFiles;
    private final Clock clock;
    private final PrintWriter err;
    private final CompletableFuture<DataFolderException> folderLost = new CompletableFuture<>();
    private boolean stopping;
    private volatile Runnable stopRequest = () -> {};
    private Consumer<Optional<DebuggerHold>> debuggerHolds = hold -> {};
    private Consumer<EndedInvocation> invocations = invocation -> {};
    private Runnable beforeStop = () -> {};
    private Consumer<Optional<Scheduled>> afterStop = watchdog -> {};

    /**
     * A cloud that has not started.
     *
     * @param command the command that starts it
     * @param endpointFiles the files that tell other programs where its services are
     * @param err for messages about its end
     */
    CloudProcess(CommandSpec command, List<Path> endpointFiles, Clock clock, PrintWriter err) {
        this.command = command;
        this.endpointFiles = endpointFiles;
        this.clock = clock;
        this.err = err;
    }

    /** Sets what is done first when the process ends. To be called before {@link #start}. */
    void beforeStop(Runnable action) {
        beforeStop = action;
    }

    /**
     * Sets what is done when the process ends and everything has stopped. To be called before {@link #start}.
     *
     * @param action gets the watchdog that ends the process soon, to cancel it for work that may take long
     */
    void afterStop(Consumer<Optional<Scheduled>> action) {
        afterStop = action;
    }

    /** Sets what is done if a client of the control plane wants everything to stop. Default: the process ends in order. */
    void onStopRequest(Runnable action) {
        stopRequest = action;
    }

    /** Sets what receives once a second what a debugger holds. To be called before {@link #start}. */
    void onDebuggerHold(Consumer<Optional<DebuggerHold>> receiver) {
        debuggerHolds = receiver;
    }

    /** Sets what receives each invocation that has ended. To be called before {@link #start}. */
    void onInvocationEnded(Consumer<EndedInvocation> receiver) {
        invocations = receiver;
    }

    /** Completes if the data folder is lost while it is in use. The process should end. */
    CompletableFuture<DataFolderException> folderLost() {
        return folderLost;
    }

    /**
     * Starts the cloud and publishes its addresses. A failure names the options that correct it.
     *
     * @param storageStarted runs once storage accepts requests and before the app is looked for
     */
    LocalCloud start(LocalCloudBuilder builder, @Nullable ServerCertificate certificate, Runnable storageStarted) {
        LocalCloud cloud = builder.endsProcess()
                .listener(new CloudListener() {
                    @Override
                    public void storageStarted(LocalCloud started) {
                        // Before the program is ready, because some users end it at that moment.
                        stopRequest = InterruptHandler.handle(err, clock)::stop;
                        // A process that was killed has left the file behind.
                        withdrawEndpoints();
                        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
                        storageStarted.run();
                    }

                    @Override
                    public void stopRequested(LocalCloud running) {
                        stopRequest.run();
                    }

                    @Override
                    public void debuggerHolds(LocalCloud running, Optional<DebuggerHold> hold) {
                        debuggerHolds.accept(hold);
                    }

                    @Override
                    public void invocationEnded(LocalCloud running, EndedInvocation invocation) {
                        invocations.accept(invocation);
                    }

                    @Override
                    public void dataFolderLost(LocalCloud running, DataFolderException reason) {
                        folderLost.complete(reason);
                    }
                })
                .build();
        start(cloud);
        try {
            publish(EndpointsFile.of(cloud, certificate));
        } catch (RuntimeException failed) {
            cloud.close();
            throw failed;
        }
        return cloud;
    }

    private void start(LocalCloud cloud) {
        try {
            cloud.start();
        } catch (PortUnavailableException unavailable) {
            throw OptionRemedies.portInUse(unavailable);
        } catch (UnknownFunctionException unknown) {
            throw new ParameterException(
                    command.commandLine(),
                    unknown.getMessage() + " The folder of the app comes before --functions.",
                    unknown);
        }
    }

    /** Closes everything when the process is asked to end. */
    private void stop(LocalCloud cloud) {
        Optional<String> exiting = cloud.functionHost().flatMap(FunctionHost::exitCaller);
        exiting.ifPresent(caller -> {
            err.println("nephelite: " + caller + " has called System.exit, which ends Nephelite as well, with"
                    + " exit code " + ExitCodes.APP_EXITED + ". Throw an exception instead.");
            err.flush();
        });
        // A training run may need long to write its archive.
        Optional<Scheduled> watchdog =
                TrainingRun.isThisOne() ? Optional.empty() : Optional.of(StopWatchdog.start(err));
        beforeStop.run();
        stopPublishing();
        cloud.close();
        afterStop.accept(watchdog);
        if (exiting.isPresent()) {
            Runtime.getRuntime().halt(ExitCodes.APP_EXITED);
        }
    }

    /** A process that is asked to end while it starts must not leave its addresses behind. */
    private synchronized void publish(EndpointsFile endpoints) {
        if (!stopping) {
            endpointFiles.forEach(endpoints::publish);
        }
    }

    private synchronized void stopPublishing() {
        stopping = true;
        withdrawEndpoints();
    }

    private void withdrawEndpoints() {
        endpointFiles.forEach(EndpointsFile::withdraw);
    }
}
