package com.example.web;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A web application like any other; only its dependency on the adapter mentions Azure. */
@SpringBootApplication
public class WebApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(WebApplication.class, arguments);
    }
}
