// It is over: the window that a checkout opened is not needed any more. One that the buyer opened stays, browsers see to that.
"use strict";

setTimeout(() => window.close(), 1_500);
