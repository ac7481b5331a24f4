/**
 * Blob triggers: functions that run for every new version of a blob.
 *
 * <p>Start reading at {@link dev.nephelite.function.trigger.blob.BlobWatch}. New blobs are found by listing containers or,
 * sooner, because the server tells of them. Each find leaves a receipt, so that it counts once, and a message in a queue of
 * the host, from which the functions are run; so a blob survives whatever happens to the host.
 */
@NullMarked
package dev.nephelite.function.trigger.blob;

import org.jspecify.annotations.NullMarked;
