package com.example.spring;

import java.util.Locale;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The beans; some of them are functions, which nobody told of Azure. */
@SpringBootApplication
public class SpringApplication {
    public static void main(String[] arguments) {
        org.springframework.boot.SpringApplication.run(SpringApplication.class, arguments);
    }

    @Bean
    public Function<String, String> uppercase() {
        return text -> text.toUpperCase(Locale.ROOT);
    }

    @Bean
    public Function<String, String> reverse() {
        return text -> new StringBuilder(text).reverse().toString();
    }
}
