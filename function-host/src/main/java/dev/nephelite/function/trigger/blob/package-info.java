/**
 * Blob triggers, which run a function for every new version of a blob. Start at {@link BlobListener}. New blobs are found
 * by scanning containers or, sooner, by notifications of the server. Each blob that is found gets a receipt, so that it
 * is handled once, and a message in a queue of the host, from which the function is run; so it survives a crash of the
 * host.
 */
@NullMarked
package dev.nephelite.function.trigger.blob;

import org.jspecify.annotations.NullMarked;
