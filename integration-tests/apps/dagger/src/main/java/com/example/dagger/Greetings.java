package com.example.dagger;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** What the function cannot do by itself. */
@Singleton
public class Greetings {
    private final AtomicInteger number = new AtomicInteger();

    @Inject
    public Greetings() {}

    public String greet(String name) {
        return "Hello, " + name + ", guest number " + number.incrementAndGet();
    }
}
