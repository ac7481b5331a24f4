/**
 * The resources of the control plane, one class for each. They see a cloud only as a {@link
 * dev.nephelite.cloud.control.resource.ControlledCloud}. {@code openapi.json} describes them for clients.
 */
@NullMarked
package dev.nephelite.cloud.control.resource;

import org.jspecify.annotations.NullMarked;
