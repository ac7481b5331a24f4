/** Maven projects: what can be read from them without Maven ({@link Pom}), and builds of them ({@link MavenClassPath}). */
@NullMarked
package dev.nephelite.function.java.maven;

import org.jspecify.annotations.NullMarked;
