package dev.nephelite.function.worker.process;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.function.debugger.DebuggerListener;
import dev.nephelite.function.log.HostLog;
import java.util.concurrent.Executor;

/**
 * What worker processes need from the host.
 *
 * @param server to which they connect
 * @param executor runs what waits for them
 * @param clock the machine's
 * @param ids identify each process
 * @param log for their output, and what happens to them
 * @param debuggers receives what debuggers do in them
 */
public record ProcessContext(
        WorkerServer server, Executor executor, Clock clock, Ids ids, HostLog log, DebuggerListener debuggers) {}
