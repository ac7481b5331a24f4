/** The snapshots of a cloud: named states of what it stores. Start at {@link CloudSnapshots}. */
@NullMarked
package dev.nephelite.cloud.snapshot;

import org.jspecify.annotations.NullMarked;
