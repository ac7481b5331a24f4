package dev.nephelite.function.app.discovery;

import dev.nephelite.emulator.time.Clock;
import dev.nephelite.emulator.time.Ids;
import dev.nephelite.emulator.tls.ClientTls;
import dev.nephelite.function.log.HostLog;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What the host provides to a worker.
 *
 * @param executor runs one task per call, and alone limits how many functions run concurrently
 * @param log for messages about the worker, whatever {@code host.json} of the app allows
 * @param clientTls decides which servers the host trusts, and the code of the app should trust as well; null for those
 *     that the JDK trusts
 * @param clock the machine's
 * @param ids identify processes and what they load
 */
public record WorkerContext(
        Executor executor, HostLog log, @Nullable ClientTls clientTls, Clock clock, Ids ids) {}
