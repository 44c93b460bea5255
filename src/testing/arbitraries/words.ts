// Arbitraries for words and texts in many scripts.

import fc from 'fast-check';

/** Alphabets whose letters can follow each other in any order. Some letters are beyond U+FFFF. */
const alphabets: readonly (readonly string[])[] = [
  'abcdefghijklmnopqrstuvwxyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'àáâãäåæçèéêëìíîïñòóôõöøùúûüýþßœšžğıłđ',
  'ăâîșțơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ',
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ',
  'αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ',
  'אבגדהוזחטיכלמנסעפצקרשת',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह',
  'กขคงจฉชซญดตถทธนบปผพฟภมยรลวศสหอ',
  'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
  'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցփքօֆ',
  'அஆஇஈஉஊஎஏஐஒஓகஙசஞடணதநபமயரலவழளறன',
  '日本東京大学科技術有限公司中国人民山川田',
  'あいうえおかきくけこさしすせそたちつてと',
  'アイウエオカキクケコサシスセソタチツテト',
  '가나다라마바사아자차카타파하한국서울',
  '𠮷𠀋𡈽𩸽𪚲',
  '𐐨𐐩𐐪𐐫𐐬𐐭𐐮𐐯',
].map((letters) => [...letters.normalize('NFC')]);

/** Words with vowel signs and other marks, which are not valid in every position. */
const sampleWordsWithMarks = [
  'हिन्दी',
  'निर्माण',
  'தமிழ்',
  'ผู้ใช้',
  'বাংলা',
  'ਪੰਜਾਬੀ',
  'නගරය',
  'မြန်မာ',
  'ខ្មែរ',
];

/** Words of 1 to `maxLength` letters of one script. */
export function words(maxLength: number): fc.Arbitrary<string> {
  const made = wordArbitrariesByMaxLength.get(maxLength);
  if (made !== undefined) return made;
  const arbitrary = fc.oneof(...alphabets.map((letters) => stringsOf(letters, maxLength)));
  wordArbitrariesByMaxLength.set(maxLength, arbitrary);
  return arbitrary;
}

/** A cache, because the arbitraries for other values use these again and again. */
const wordArbitrariesByMaxLength = new Map<number, fc.Arbitrary<string>>();

/** Words with combining marks. */
export function wordsWithMarks(): fc.Arbitrary<string> {
  return fc.constantFrom(...sampleWordsWithMarks);
}

export function stringsOf(letters: readonly string[], maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });
}
