/** A cloud as a test sees it. Start at {@link dev.nephelite.junit.cloud.TestCloud}. */
@NullMarked
package dev.nephelite.junit.cloud;

import org.jspecify.annotations.NullMarked;
