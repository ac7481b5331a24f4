/**
 * Operations on containers, one class each, named as in the REST reference. Start at {@link ContainerRequest}, which
 * does what all operations on an existing container have in common. {@link ResourceHeaders} writes the headers that
 * containers and blobs share.
 */
@NullMarked
package dev.nephelite.blob.container;

import org.jspecify.annotations.NullMarked;
