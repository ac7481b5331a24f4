/**
 * The lease operations on blobs and containers. Start at {@link LeaseRequest}. {@link LeaseTransitions} has the state
 * transitions; {@link dev.nephelite.blob.model.LeaseCondition} decides whether a lease permits another operation.
 */
@NullMarked
package dev.nephelite.blob.lease;

import org.jspecify.annotations.NullMarked;
