package dev.nephelite.function.worker;

import dev.nephelite.function.log.HostLog;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What the host provides to a worker.
 *
 * @param executor runs one task per call, and alone limits how many functions run concurrently
 * @param log for messages about the worker, whatever {@code host.json} of the app allows
 * @param clientTls decides which servers the host trusts, and the code of the app should trust as well; null for those
 *     that the JDK trusts
 */
public record WorkerContext(
        Executor executor, HostLog log, @Nullable SSLContext clientTls) {}
