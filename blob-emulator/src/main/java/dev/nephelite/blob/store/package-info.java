/**
 * The state of the Blob service in the store that all services share: typed, and with every byte accounted for.
 *
 * <p>Start reading at {@link BlobStore}. It keeps records and contents together and knows no rule of the protocol.
 */
@NullMarked
package dev.nephelite.blob.store;

import org.jspecify.annotations.NullMarked;
