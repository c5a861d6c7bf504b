"""Measuring the assistant: questions, answers, speed."""
