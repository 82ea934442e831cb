importScripts("{% static "js/help-worker.js" %}");
