// Letters and words of many scripts, for whatever people type.

import fc from 'fast-check';

/** Alphabets whose letters may follow one another in any order; beside ASCII also letters outside the basic plane. */
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

/** Words with vowel signs and other marks, which cannot stand just anywhere. */
const markedWords = ['हिन्दी', 'निर्माण', 'தமிழ்', 'ผู้ใช้', 'বাংলা', 'ਪੰਜਾਬੀ', 'නගරය', 'မြန်မာ', 'ខ្មែរ'];

/** 1 to `maxLength` letters of one script. */
export function words(maxLength: number): fc.Arbitrary<string> {
  const made = wordsUpTo.get(maxLength);
  if (made !== undefined) return made;
  const arbitrary = fc.oneof(...alphabets.map((letters) => wordsOf(letters, maxLength)));
  wordsUpTo.set(maxLength, arbitrary);
  return arbitrary;
}

/** Kept, since texts are made again and again inside of other values. */
const wordsUpTo = new Map<number, fc.Arbitrary<string>>();

/** A word written with combining marks. */
export function wordsWithMarks(): fc.Arbitrary<string> {
  return fc.constantFrom(...markedWords);
}

export function wordsOf(letters: readonly string[], maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength });
}

/** Any well-formed text, line breaks, NUL and unassigned characters included. */
export function texts(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: 'binary', maxLength: Math.floor(maxLength / 2) });
}
