const style = document.createElement("style");
document.head.append(style);
