/**
 * Runs the code of an app. Start at {@link Worker}, the interface behind which functions run; {@link InProcessWorker}
 * runs them in this process. What crosses the interface is modelled on the language worker protocol of Azure Functions,
 * so a worker could also be a separate process. Nothing here knows triggers, storage or HTTP.
 */
@NullMarked
package dev.nephelite.function.worker;

import org.jspecify.annotations.NullMarked;
