"""What a language brings: its words, dates, plurals and lists, the order of its letters, and what a word is.

The words stand in languages/<code>/interface.yaml, by the id of a message. Nothing else of the project holds a word that a reader can meet.
"""
