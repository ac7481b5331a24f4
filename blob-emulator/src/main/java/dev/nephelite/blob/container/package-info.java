/**
 * Operations on containers, one class each, as the REST reference files them.
 *
 * <p>Start reading at {@link ContainerRequest}: what comes before every operation on a container that is there. What
 * all answers say of a resource is in {@link ResourceHeaders}.
 */
@NullMarked
package dev.nephelite.blob.container;

import org.jspecify.annotations.NullMarked;
