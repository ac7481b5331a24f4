/**
 * The lease operations on blobs and containers. Start at {@link LeaseRequest}. The state transitions are in
 * {@link dev.nephelite.blob.model.Lease.Transitions}, and {@link dev.nephelite.blob.model.Lease.Condition} decides whether a lease
 * allows another operation.
 */
@NullMarked
package dev.nephelite.blob.lease;

import org.jspecify.annotations.NullMarked;
