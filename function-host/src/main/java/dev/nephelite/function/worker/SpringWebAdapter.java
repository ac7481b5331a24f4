package dev.nephelite.function.worker;

import java.util.Arrays;

/**
 * Explains why Spring Cloud Function's web adapter cannot answer. It starts the app on a thread of its own and, if that
 * goes wrong, fails on every request with a {@link NullPointerException} that does not say why.
 */
final class SpringWebAdapter {
    private static final String FILTER_CHAIN =
            "org.springframework.cloud.function.serverless.web.ServerlessMVC$ProxyFilterChain";

    private SpringWebAdapter() {}

    /** Returns the cause and the remedy, or an empty text if the adapter did not fail. */
    static String explain(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        if (!(thrown instanceof NullPointerException)
                || Arrays.stream(stack).noneMatch(SpringWebAdapter::isFilterChain)) {
            return "";
        }
        if (isFilterChain(stack[0])) {
            return "The Spring application has not started; the log of the first request says why. It starts again when"
                    + " the app is loaded again.";
        }
        return "Spring has started another web server in place of the adapter's, and would do so in Azure, too. Exclude it from"
                + " the app's dependencies (spring-boot-starter-tomcat from spring-boot-starter-web) and add"
                + " jakarta.servlet:jakarta.servlet-api.";
    }

    private static boolean isFilterChain(StackTraceElement frame) {
        return frame.getClassName().equals(FILTER_CHAIN)
                && frame.getMethodName().equals("<init>");
    }
}
