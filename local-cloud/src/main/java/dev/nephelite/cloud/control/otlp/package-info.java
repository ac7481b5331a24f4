/** The OpenTelemetry protocol: spans that apps report to the control plane. Start at {@link OtlpTracesResource}. */
@NullMarked
package dev.nephelite.cloud.control.otlp;

import org.jspecify.annotations.NullMarked;
