/**
 * Runs the code of an app: values go into a function, and values or a failure come out.
 *
 * <p>Start reading at {@link dev.nephelite.function.worker.Worker}, the port behind which user code lives. What crosses
 * it is modelled on the language-worker protocol of Azure Functions, so a worker may be this very process ({@link
 * dev.nephelite.function.worker.InProcessWorker}) or another one. Triggers, storage and HTTP are unknown here.
 */
@NullMarked
package dev.nephelite.function.worker;

import org.jspecify.annotations.NullMarked;
