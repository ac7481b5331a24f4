/** What all resources of the control plane read and write in the same way: JSON bodies, time limits, errors. */
@NullMarked
package dev.nephelite.cloud.control.protocol;

import org.jspecify.annotations.NullMarked;
