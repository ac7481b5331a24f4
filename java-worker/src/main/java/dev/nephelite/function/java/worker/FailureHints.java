package dev.nephelite.function.java.worker;

import java.io.FileNotFoundException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Explains exceptions whose message does not give the reason. Each method returns an empty text for all other exceptions. */
final class FailureHints {
    private static final String SPRING_FILTER_CHAIN =
            "org.springframework.cloud.function.serverless.web.ServerlessMVC$ProxyFilterChain";

    private FailureHints() {}

    /**
     * Explains a missing file: the working directory of this process is not the folder of the app, as it is in the cloud,
     * and a JVM cannot change its working directory.
     *
     * @param root the folder of the app
     */
    static String relativePath(Throwable thrown, Path root, Path workingDirectory) {
        @Nullable String file = missingFile(thrown);
        if (file == null
                || isAbsolute(file)
                || root.toAbsolutePath().normalize().equals(workingDirectory)) {
            return "";
        }
        return "The relative path '" + file + "' was resolved against " + workingDirectory
                + ", where Nephelite runs; in"
                + " the cloud the working directory is the folder of the app, here " + root + ". Start Nephelite there"
                + " or without --in-process, or resolve the path against the setting AzureWebJobsScriptRoot.";
    }

    private static @Nullable String missingFile(Throwable thrown) {
        if (thrown instanceof NoSuchFileException missing) {
            return missing.getFile();
        }
        String message = AppStackTraces.message(thrown);
        if (!(thrown instanceof FileNotFoundException) || !message.endsWith(")")) {
            return null;
        }
        int reason = message.lastIndexOf(" (");
        return reason < 0 ? null : message.substring(0, reason);
    }

    private static boolean isAbsolute(String file) {
        try {
            return Path.of(file).isAbsolute();
        } catch (InvalidPathException notAPath) {
            return true;
        }
    }

    /**
     * Explains a {@link NullPointerException} of Spring Cloud Function's web adapter. The adapter starts the app on another
     * thread; if that fails, every request fails without the reason.
     */
    static String springWebAdapter(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        if (!(thrown instanceof NullPointerException)
                || Arrays.stream(stack).noneMatch(FailureHints::isSpringFilterChain)) {
            return "";
        }
        if (isSpringFilterChain(stack[0])) {
            return "The Spring application has not started; the log of the first request says why. It starts again when"
                    + " the app is loaded again.";
        }
        return "Spring has started another web server in place of the adapter's, and would do so in Azure, too. Exclude it from"
                + " the app's dependencies (spring-boot-starter-tomcat from spring-boot-starter-web) and add"
                + " jakarta.servlet:jakarta.servlet-api.";
    }

    private static boolean isSpringFilterChain(StackTraceElement frame) {
        return frame.getClassName().equals(SPRING_FILTER_CHAIN)
                && frame.getMethodName().equals("<init>");
    }
}
