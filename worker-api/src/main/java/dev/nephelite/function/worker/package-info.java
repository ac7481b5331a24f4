/**
 * What the host and a worker exchange. Start at {@link Worker}, the interface behind which functions run in their own
 * language. Only plain values cross it, in the types of the language worker protocol of Azure Functions, so a worker
 * may be another process. Nothing here knows triggers, storage, HTTP or a language.
 */
@NullMarked
package dev.nephelite.function.worker;

import org.jspecify.annotations.NullMarked;
