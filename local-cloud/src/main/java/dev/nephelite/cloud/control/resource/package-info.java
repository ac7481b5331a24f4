/**
 * The resources of the control plane, one class for each. They know of a cloud what {@link
 * dev.nephelite.cloud.control.resource.ControlledCloud} has. {@code openapi.json} describes them for clients.
 */
@NullMarked
package dev.nephelite.cloud.control.resource;

import org.jspecify.annotations.NullMarked;
