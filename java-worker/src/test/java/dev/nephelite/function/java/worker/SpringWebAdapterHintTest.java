package dev.nephelite.function.java.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpringWebAdapterHintTest {
    private static final StackTraceElement FILTER_CHAIN = frame("ServerlessMVC$ProxyFilterChain", "<init>");
    private static final StackTraceElement SERVICE = frame("ServerlessMVC", "service");

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement("org.springframework.cloud.function.serverless.web." + type, method, null, -1);
    }

    private static String explain(Throwable thrown, StackTraceElement... stack) {
        thrown.setStackTrace(stack);
        return FailureHints.springWebAdapter(thrown);
    }

    @Test
    void springWebAdapter_namesTheServerToExclude() {
        StackTraceElement servlet =
                new StackTraceElement("jakarta.servlet.GenericServlet", "getServletContext", null, -1);

        assertThat(explain(new NullPointerException(), servlet, FILTER_CHAIN, SERVICE))
                .contains("spring-boot-starter-tomcat", "jakarta.servlet-api");
    }

    @Test
    void springWebAdapter_refersToTheLogIfThereIsNoServlet() {
        assertThat(explain(new NullPointerException(), FILTER_CHAIN, SERVICE)).contains("has not started", "log");
    }

    @Test
    void springWebAdapter_isEmptyForOtherExceptions() {
        assertThat(explain(new NullPointerException(), SERVICE)).isEmpty();
        assertThat(explain(new IllegalStateException(), FILTER_CHAIN)).isEmpty();
        assertThat(explain(new NullPointerException())).isEmpty();
    }
}
