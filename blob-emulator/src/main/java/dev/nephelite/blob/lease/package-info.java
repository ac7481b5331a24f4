/**
 * Leases of blobs and containers: the operations that act on them.
 *
 * <p>Start reading at {@link LeaseRequest}, what a client may ask for. What becomes of a lease then is a rule of the
 * model, {@link dev.nephelite.blob.model.Leasing}; whether a lease lets others read and write is
 * {@link dev.nephelite.blob.model.LeaseCondition}.
 */
@NullMarked
package dev.nephelite.blob.lease;

import org.jspecify.annotations.NullMarked;
