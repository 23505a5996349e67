"""The pages: templates, words and marts become a site or one self-contained file."""
