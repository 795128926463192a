import { learn } from "../js/words.js";

learn({
 "language.locale": "km_KH",
 "language.digits": "០១២៣៤៥៦៧៨៩",
 "language.letters": "ក-៓",
 "date.day": "ថ្ងៃទី{day} ខែ{month} ឆ្នាំ{year}",
 "script.page.short": "ខ្លី",
 "script.page.full": "ពេញ",
 "script.page.copy": "ចម្លង",
 "script.page.copy-what": "ចម្លង {what}",
 "script.page.copied": "បានចម្លង",
 "script.page.copied-what": "បានចម្លង {what}",
 "script.page.press": "ចុច Ctrl+C",
 "script.page.selected": "អត្ថបទត្រូវបានជ្រើសរើសហើយ។ ចម្លងដោយចុច Control និង C។",
 "script.page.json": "កំណត់ត្រាជា JSON",
 "script.page.search": "ស្វែងរក",
 "script.page.search-lost": "មិនអាចផ្ទុកការស្វែងរកបានទេ។ សូមពិនិត្យការតភ្ជាប់ រួចសាកល្បងម្តងទៀត។ ទំព័រទាំងអស់មានក្នុងបញ្ជីនៅចុងទំព័រនេះ។",
 "script.page.card": "រូបភាពសម្រាប់ចែករំលែក (PNG)",
 "date.months": "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ"
});
