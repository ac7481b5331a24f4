/**
 * A function app of our own, for a start that is only played: it makes the host load what the apps of users need, so that
 * the classes can be kept for later starts.
 */
@NullMarked
package dev.nephelite.function.rehearsal;

import org.jspecify.annotations.NullMarked;
