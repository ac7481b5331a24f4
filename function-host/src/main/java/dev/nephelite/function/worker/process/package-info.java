/**
 * Worker processes, seen from the host: the server they connect to, their connections, and how they are started and
 * restarted. Nothing here knows a language. Start at {@link dev.nephelite.function.worker.process.WorkerSupervisor}.
 */
@NullMarked
package dev.nephelite.function.worker.process;

import org.jspecify.annotations.NullMarked;
