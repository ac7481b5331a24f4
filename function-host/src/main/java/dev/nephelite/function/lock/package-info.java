/**
 * Locks between the hosts of an app, for work that only one of them may do. Start at {@link HostLock}: it acquires and
 * renews the lease of a blob, as in the cloud and under the same name, and notifies its {@link HostLock.Holder holder} when the
 * lock is acquired or lost. A host that dies loses its locks because it no longer renews them.
 */
@NullMarked
package dev.nephelite.function.lock;

import org.jspecify.annotations.NullMarked;
