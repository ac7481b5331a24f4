/**
 * The control plane: what runs in a local cloud, and in what state, as JSON over HTTP under {@code /v1}. Start at
 * {@link dev.nephelite.cloud.control.ControlRoutes}, which reads like the table of contents of {@code openapi.json}.
 */
@NullMarked
package dev.nephelite.cloud.control;

import org.jspecify.annotations.NullMarked;
