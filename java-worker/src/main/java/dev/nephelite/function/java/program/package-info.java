/**
 * The program in a Java worker process. Start at {@link dev.nephelite.function.java.program.JavaWorkerMain}, which runs the
 * functions of apps by the messages of the host.
 */
@NullMarked
package dev.nephelite.function.java.program;

import org.jspecify.annotations.NullMarked;
