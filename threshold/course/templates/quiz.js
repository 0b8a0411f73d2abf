"use strict";
// a click answers at once; the first click on a question counts
const quiz = document.getElementById("quiz");
const words = JSON.parse(quiz.dataset.words);
const questions = [...quiz.querySelectorAll("fieldset")];
const score = document.querySelector("#score span");

function tell() {
  const right = questions.filter((question) => question.dataset.first === "right").length;
  score.textContent = words.score.replace("{right}", right).replace("{all}", questions.length);
}

for (const question of questions) {
  const told = question.querySelector(".told");
  question.addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (!chosen) return;
    const right = "right" in chosen.dataset;
    question.dataset.first ??= right ? "right" : "wrong";
    chosen.dataset.shown = right ? "right" : "wrong";
    question.querySelector("[data-right]").dataset.shown = "right";
    told.querySelector(".verdict").textContent = right ? words.right : words.wrong;
    told.hidden = false;
    tell();
  });
}

document.getElementById("again").addEventListener("click", () => {
  for (const question of questions) {
    delete question.dataset.first;
    question.querySelector(".told").hidden = true;
    for (const button of question.querySelectorAll("button")) delete button.dataset.shown;
  }
  tell();
  questions[0].querySelector("button").focus();
});
tell();
