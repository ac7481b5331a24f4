/**
 * The goals of the Maven plugin. {@link dev.nephelite.maven.StartMojo} and {@link dev.nephelite.maven.StopMojo} run Nephelite
 * around the integration tests of a project; {@link dev.nephelite.maven.RunMojo} and {@link dev.nephelite.maven.ExecMojo} run
 * it in the foreground. All of them start the command line in a process of its own, through {@link
 * dev.nephelite.maven.ProgramMojo}, and use nothing of it but what its reference documents.
 */
@NullMarked
package dev.nephelite.maven;

import org.jspecify.annotations.NullMarked;
